package dev.oidcproxy.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.TokenHash;
import java.security.MessageDigest;

/** No clock in a test tells a comparison in constant time from another; the call does. */
@AnalyzeClasses(packages = "dev.oidcproxy", importOptions = DoNotIncludeTests.class)
class ConstantTimeTest {

  @ArchTest
  @ArchTag("S31")
  static final ArchRule s31_whatever_proves_something_is_compared_in_constant_time =
      classes()
          .that()
          .belongToAnyOf(TokenHash.class, Secret.class, MessageMac.class)
          .or()
          .haveFullyQualifiedName("dev.oidcproxy.domain.grant.Proof")
          .should()
          .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);
}
