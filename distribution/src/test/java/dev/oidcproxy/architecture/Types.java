package dev.oidcproxy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;

/** Kinds of types, and what is asked of them. */
final class Types {
  private static final Set<String> SHARED_FLOWS =
      Set.of(
          "TokenIssuer",
          "UpstreamRefresh",
          "UpstreamLogin",
          "LoginLocations",
          "AnswerLogin",
          "ConfirmLogin",
          "OwnGrants",
          "ResolveClient",
          "AuthenticateClient",
          "AuthenticateResourceServer",
          "VerifyAssertion",
          "EndGrant",
          "RevokeUpstream",
          "FindRegistration",
          "FindGrants",
          "RevokeGrants",
          "TargetCheck",
          "NoteUse",
          "VerifiedTokens",
          "ExchangedTokens",
          "Backoff",
          "Flights");

  /**
   * Two documents of one description, one check with and without I/O, a client found and kept, a
   * grant ended now or unless something happens.
   */
  private static final Set<String> WITH_TWO_PUBLIC_METHODS =
      Set.of("DescribeServer", "VerifyToken", "ResolveClient", "EndGrant");

  static final DescribedPredicate<JavaClass> FLOWS = describe("are flows", Types::isFlow);

  static final DescribedPredicate<JavaClass> FLOWS_OF_ONE_ENDPOINT =
      describe(
          "are flows of one endpoint",
          type -> isFlow(type) && !SHARED_FLOWS.contains(type.getSimpleName()));

  static final DescribedPredicate<JavaClass> NEITHER_MODULES_NOR_PLUGINS =
      describe(
          "are neither modules nor plugins",
          type -> !outermost(type).getSimpleName().matches(".*(Module|Plugin)"));

  static final ArchCondition<JavaClass> BE_FINAL_WITH_ONE_PUBLIC_METHOD =
      condition("be final with one public method", Types::isFinalWithOnePublicMethod);

  static final ArchCondition<JavaClass> BE_CLOSED_OR_A_PORT =
      condition("be a record, an enum, sealed, final or a port", Types::isClosedOrPort);

  private Types() {}

  private static boolean isFlow(JavaClass type) {
    return type.getPackageName().startsWith("dev.oidcproxy.application.flow")
        && type.isTopLevelClass()
        && !type.isInterface()
        && !type.isRecord()
        && !type.isEnum();
  }

  private static boolean isFinalWithOnePublicMethod(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.FINAL)
        && type.getMethods().stream().filter(Types::isPublic).count()
            <= (WITH_TWO_PUBLIC_METHODS.contains(type.getSimpleName()) ? 2 : 1);
  }

  private static boolean isPublic(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !method.getName().equals("close");
  }

  private static boolean isClosedOrPort(JavaClass type) {
    return type.isRecord()
        || type.isEnum()
        || type.isAnonymousClass()
        || type.getSimpleName().equals("package-info")
        || type.getModifiers().contains(JavaModifier.FINAL)
        || type.reflect().isSealed()
        || (type.isInterface() && type.getPackageName().equals("dev.oidcproxy.domain.port"));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(Types::outermost).orElse(type);
  }

  private static ArchCondition<JavaClass> condition(
      String description, Predicate<JavaClass> holds) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(new SimpleConditionEvent(type, holds.test(type), type.getFullName()));
      }
    };
  }
}
