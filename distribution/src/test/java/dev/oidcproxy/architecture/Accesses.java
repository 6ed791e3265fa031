package dev.oidcproxy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitReferenceTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.oidcproxy.domain.value.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Calls and method references that only some packages may make. */
final class Accesses {
  private static final String REVEAL = Secret.class.getName() + ".reveal";

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.InstantSource.system");

  private static final Set<String> PROCESS =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Runtime.exit",
          "java.lang.Runtime.halt",
          "java.lang.System.exit",
          "java.lang.System.getenv");

  private static final Set<String> RANDOMNESS =
      Set.of("java.lang.Math.random", "java.util.UUID.randomUUID");

  static final DescribedPredicate<JavaAccess<?>> OF_THE_PROCESS =
      describe(
          "the class loader, the environment or the life of the process",
          access ->
              PROCESS.contains(name(access)) || owner(access).equals("java.util.ServiceLoader"));

  static final DescribedPredicate<JavaAccess<?>> OF_A_CLOCK =
      describe("a clock of the machine", Accesses::readsAClock);

  static final DescribedPredicate<JavaAccess<?>> OF_RANDOMNESS =
      describe("a source of randomness", Accesses::drawsRandomness);

  static final DescribedPredicate<JavaAccess<?>> OF_A_SECRET =
      describe("the text of a secret", access -> name(access).equals(REVEAL));

  private Accesses() {}

  private static boolean readsAClock(JavaAccess<?> access) {
    String name = name(access);
    boolean now = name.startsWith("java.time.") && name.endsWith(".now");
    return CLOCKS.contains(name)
        || name.startsWith("java.time.Clock.system")
        || (now && !takesAClock(access))
        || (name.equals("java.util.Date.<init>") && parameters(access).isEmpty());
  }

  private static boolean drawsRandomness(JavaAccess<?> access) {
    return RANDOMNESS.contains(name(access))
        || owner(access).startsWith("java.util.random.")
        || owner(access).matches("java\\.(util|security)\\.\\w*Random(\\$.*)?")
        || owner(access).equals("java.util.concurrent.ThreadLocalRandom");
  }

  private static boolean takesAClock(JavaAccess<?> access) {
    return parameters(access).stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static List<JavaClass> parameters(JavaAccess<?> access) {
    return switch (access.getTarget()) {
      case CodeUnitCallTarget call -> call.getRawParameterTypes();
      case CodeUnitReferenceTarget reference -> reference.getRawParameterTypes();
      default -> List.of();
    };
  }

  private static String name(JavaAccess<?> access) {
    return owner(access) + "." + access.getTarget().getName();
  }

  private static String owner(JavaAccess<?> access) {
    return access.getTargetOwner().getFullName();
  }
}
