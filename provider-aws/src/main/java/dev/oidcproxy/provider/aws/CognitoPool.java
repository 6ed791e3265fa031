package dev.oidcproxy.provider.aws;

import dev.oidcproxy.application.config.ConfigReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a user pool is: its id begins with its region. */
final class CognitoPool {

  private static final Pattern ID = Pattern.compile("([a-z]{2}(-[a-z]+)+-\\d)_[A-Za-z0-9]+");

  private CognitoPool() {}

  /** Its discovery document; empty when the configuration says where that is, or is wrong. */
  static String configUrl(ConfigReader config) {
    Optional<String> written = config.text("aws_region");
    if (config.text("user_pool_id").isEmpty() && config.has("config_url")) {
      return "";
    }
    String pool =
        config.requiredText(
            "user_pool_id", "the user pool's id, for example eu-central-1_AbCdEf012");
    Matcher parts = ID.matcher(pool);
    if (!parts.matches()) {
      if (!pool.isEmpty()) {
        config.problem("user_pool_id", "must be a user pool's id, such as eu-central-1_AbCdEf012");
      }
      return "";
    }
    String region = written.orElse(parts.group(1));
    if (!region.equals(parts.group(1))) {
      config.problem("aws_region", "is not the region that user_pool_id begins with: remove it");
    }
    String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    return "https://cognito-idp." + region + suffix + pool + "/.well-known/openid-configuration";
  }
}
