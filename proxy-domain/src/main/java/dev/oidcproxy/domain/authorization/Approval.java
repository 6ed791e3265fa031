package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.value.Subject;
import java.util.Set;

/** By whose word the browser was sent to the provider. */
public sealed interface Approval {

  /** The person answered the page. */
  record Given() implements Approval {}

  /** One of these approved the same before; whoever else signs in is asked. */
  record Remembered(Set<Subject> subjects) implements Approval {

    public Remembered {
      subjects = Set.copyOf(subjects);
    }
  }

  /** The operator has nobody asked here. */
  record Waived() implements Approval {}
}
