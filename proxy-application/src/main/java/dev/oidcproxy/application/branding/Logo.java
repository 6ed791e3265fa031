package dev.oidcproxy.application.branding;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An image, known to be what its media type says. */
public final class Logo {

  /** Enough for any logo, and little enough to be read by every phone that signs in. */
  public static final int LARGEST = 256 * 1024;

  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  private final String mediaType;
  private final byte[] bytes;
  private final String version;

  private Logo(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
    this.version = digest(bytes);
  }

  /** A PNG or SVG image, told by its content; empty when it is neither, or too large. */
  public static Optional<Logo> of(byte[] content) {
    if (content.length > LARGEST) {
      return Optional.empty();
    }
    if (content.length > PNG.length && Arrays.equals(content, 0, PNG.length, PNG, 0, PNG.length)) {
      return Optional.of(new Logo("image/png", content));
    }
    return isSvg(content) ? Optional.of(new Logo("image/svg+xml", content)) : Optional.empty();
  }

  public String mediaType() {
    return mediaType;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Another for every other image. */
  public String version() {
    return version;
  }

  /** Well-formed to its end, so that what browsers get is an image for each of them. */
  private static boolean isSvg(byte[] content) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
      while (!xml.isStartElement()) {
        xml.next();
      }
      boolean svg = xml.getLocalName().equals("svg") && SVG_NAMESPACE.equals(xml.getNamespaceURI());
      while (svg && xml.hasNext()) {
        xml.next();
      }
      return svg;
    } catch (XMLStreamException | NoSuchElementException e) {
      return false;
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
