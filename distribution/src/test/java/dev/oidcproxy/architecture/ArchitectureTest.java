package dev.oidcproxy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What design forbids, over the main classes of every module. */
@AnalyzeClasses(packages = "dev.oidcproxy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String DOMAIN = "dev.oidcproxy.domain..";
  private static final String APPLICATION = "dev.oidcproxy.application..";
  private static final String CRYPTO = "dev.oidcproxy.application.crypto..";
  private static final String FLOW = "dev.oidcproxy.application.flow..";
  private static final String GUICE = "dev.oidcproxy.application.guice..";
  private static final String HTTP = "dev.oidcproxy.application.http..";
  private static final String TESTKIT = "dev.oidcproxy.testkit..";
  private static final String PROVIDER = "dev.oidcproxy.provider..";
  private static final String UNDERTOW = "dev.oidcproxy.http.undertow..";
  private static final String DISK = "dev.oidcproxy.store.disk..";
  private static final String REDIS = "dev.oidcproxy.store.redis..";
  private static final String DISTRIBUTION = "dev.oidcproxy.distribution..";
  private static final String KEYS = "dev.oidcproxy.distribution.keys..";
  private static final String DEMO = "dev.oidcproxy.distribution.demo..";

  @ArchTest
  static final ArchRule the_domain_knows_the_jdk_only =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(DOMAIN, "java..", "javax.crypto..");

  @ArchTest
  static final ArchRule a_layer_knows_the_layers_below_it_only =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("domain")
          .definedBy(DOMAIN)
          .layer("application")
          .definedBy(APPLICATION)
          .layer("testkit")
          .definedBy(TESTKIT)
          .layer("providers")
          .definedBy(PROVIDER)
          .layer("adapters")
          .definedBy("dev.oidcproxy.http..", "dev.oidcproxy.store..")
          .layer("distribution")
          .definedBy(DISTRIBUTION)
          .whereLayer("domain")
          .mayNotAccessAnyLayer()
          .whereLayer("application")
          .mayOnlyAccessLayers("domain")
          .whereLayer("testkit")
          .mayOnlyAccessLayers("domain", "application")
          .whereLayer("providers")
          .mayOnlyAccessLayers("domain", "application")
          .whereLayer("adapters")
          .mayOnlyAccessLayers("domain", "application")
          .whereLayer("distribution")
          .mayOnlyAccessLayers("domain", "application", "providers", "adapters");

  @ArchTest
  static final ArchRule adapters_and_providers_never_see_each_other =
      slices()
          .matching("dev.oidcproxy.(*).(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAnyPackage(DOMAIN, APPLICATION))
          .ignoreDependency(
              resideInAnyPackage(APPLICATION, DOMAIN, TESTKIT, DISTRIBUTION), alwaysTrue())
          .ignoreDependency(
              resideInAPackage(PROVIDER), resideInAPackage("dev.oidcproxy.provider.oidc.."));

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("dev.oidcproxy.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule guice_stays_at_the_edge =
      noClasses()
          .that(Types.NEITHER_MODULES_NOR_PLUGINS)
          .and()
          .resideOutsideOfPackages(GUICE, "dev.oidcproxy.application.spi..", DISTRIBUTION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "jakarta.inject..");

  @ArchTest static final ArchRule guava_is_nowhere = only("com.google.common..");

  @ArchTest
  static final ArchRule jackson_stays_above_the_domain =
      only("com.fasterxml.jackson..", APPLICATION, PROVIDER, TESTKIT, DISTRIBUTION);

  @ArchTest
  static final ArchRule jose4j_stays_in_its_packages =
      only("org.jose4j..", CRYPTO, "dev.oidcproxy.application.jwt..", TESTKIT, DEMO);

  @ArchTest
  static final ArchRule fernet_stays_in_its_package = only("com.macasaet.fernet..", CRYPTO);

  @ArchTest
  static final ArchRule caffeine_stays_in_its_package =
      only(
          "com.github.benmanes.caffeine..",
          "dev.oidcproxy.application.limit..",
          "dev.oidcproxy.application.memory..",
          "dev.oidcproxy.application.flow..",
          "dev.oidcproxy.application.gateway..",
          "dev.oidcproxy.application.jwt..",
          "dev.oidcproxy.application.outbound..");

  @ArchTest
  static final ArchRule token_buckets_stay_in_their_package =
      only("io.github.bucket4j..", "dev.oidcproxy.application.limit..");

  @ArchTest
  static final ArchRule the_http_client_stays_in_its_package =
      only("org.apache.hc..", "dev.oidcproxy.application.outbound..");

  @ArchTest
  static final ArchRule templates_stay_with_the_pages =
      only("gg.jte..", "dev.oidcproxy.application.page..");

  @ArchTest
  static final ArchRule undertow_stays_in_its_adapter = only("io.undertow..", UNDERTOW, DEMO);

  @ArchTest static final ArchRule sqlite_stays_in_its_adapter = only("org.sqlite..", DISK);

  @ArchTest static final ArchRule sql_stays_with_sqlite = only("java.sql..", DISK);

  @ArchTest
  static final ArchRule the_keyring_library_stays_in_its_package =
      only("com.github.javakeyring..", KEYS);

  @ArchTest static final ArchRule xnio_stays_in_its_adapter = only("org.xnio..", UNDERTOW);

  @ArchTest static final ArchRule lettuce_stays_in_its_adapter = only("io.lettuce..", REDIS);

  @ArchTest static final ArchRule netty_stays_in_its_adapter = only("io.netty..", REDIS);

  @ArchTest
  static final ArchRule the_command_line_stays_in_the_distribution =
      only("picocli..", DISTRIBUTION);

  @ArchTest
  static final ArchRule yaml_stays_in_the_distribution = only("org.snakeyaml..", DISTRIBUTION);

  @ArchTest
  static final ArchRule metrics_stay_in_the_distribution = only("io.micrometer..", DISTRIBUTION);

  @ArchTest
  static final ArchRule the_log_backend_stays_in_the_distribution =
      only("ch.qos.logback..", DISTRIBUTION);

  @ArchTest
  static final ArchRule the_mcp_sdk_stays_in_the_demo = only("io.modelcontextprotocol..", DEMO);

  @ArchTest static final ArchRule reactive_types_stay_in_the_demo = only("reactor..", DEMO);

  @ArchTest
  static final ArchRule the_demo_is_reached_by_its_command_only =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEMO)
          .and()
          .doNotHaveSimpleName("DemoCommand")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DEMO)
          .because("nobody can switch the sample users on in front of a real server");

  @ArchTest
  static final ArchRule the_process_belongs_to_the_distribution =
      noClasses()
          .that()
          .resideOutsideOfPackage(DISTRIBUTION)
          .should()
          .accessTargetWhere(Accesses.OF_THE_PROCESS);

  @ArchTest
  static final ArchRule the_clock_is_a_port =
      noClasses()
          .that()
          .resideOutsideOfPackages(GUICE, TESTKIT, DISTRIBUTION)
          .and()
          .doNotHaveFullyQualifiedName("dev.oidcproxy.application.OAuthProxyBuilder")
          .should()
          .accessTargetWhere(Accesses.OF_A_CLOCK)
          .because("time is an InstantSource, chosen where the parts are put together");

  @ArchTest
  static final ArchRule randomness_is_a_port =
      noClasses()
          .that()
          .resideOutsideOfPackages(CRYPTO, TESTKIT, DISTRIBUTION)
          .should()
          .accessTargetWhere(Accesses.OF_RANDOMNESS)
          .because("unpredictable values come from Entropy");

  @ArchTest
  static final ArchRule a_flow_is_final_with_one_public_method =
      classes()
          .that()
          .resideInAPackage(FLOW)
          .and(Types.FLOWS)
          .should(Types.BE_FINAL_WITH_ONE_PUBLIC_METHOD);

  @ArchTest
  static final ArchRule a_flow_stands_on_shared_flows_only =
      noClasses().that(Types.FLOWS).should().dependOnClassesThat(Types.FLOWS_OF_ONE_ENDPOINT);

  @ArchTest
  static final ArchRule domain_types_are_closed =
      classes().that().resideInAPackage(DOMAIN).should(Types.BE_CLOSED_OR_A_PORT);

  @ArchTest
  static final ArchRule secrets_are_revealed_where_they_are_used_only =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              DOMAIN,
              CRYPTO,
              HTTP,
              PROVIDER,
              REDIS,
              "dev.oidcproxy.application.state..",
              "dev.oidcproxy.application.config..",
              "dev.oidcproxy.application.outbound..",
              "dev.oidcproxy.application.endpoint..",
              "dev.oidcproxy.application.gateway..",
              "dev.oidcproxy.application.flow..",
              "dev.oidcproxy.application.jwt..",
              TESTKIT,
              KEYS,
              DEMO)
          .should()
          .accessTargetWhere(Accesses.OF_A_SECRET);

  @ArchTest
  static final ArchRule a_name_says_what_the_type_is =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base)|(.*[.$])?Abstract[^.$]*");

  /** Nothing outside {@code homes} knows {@code library}. */
  private static ArchRule only(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
