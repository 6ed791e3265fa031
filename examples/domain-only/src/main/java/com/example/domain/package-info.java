/**
 * The rules of the proxy in an authorization server of somebody's own. They are values and pure
 * functions of the module {@code proxy-domain}. Nothing else of the proxy is on the class path.
 */
package com.example.domain;
