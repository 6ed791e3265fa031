package dev.oidcproxy.distribution.demo.mcp;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Sends the head of an event stream when the stream is opened. The SDK's transport sends it with
 * the first event, which may never come on a listening stream: a client that waits for the head
 * would take the server for hung.
 */
final class StreamOpening implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new Opened((HttpServletResponse) response));
  }

  private static final class Opened extends HttpServletResponseWrapper {

    Opened(HttpServletResponse response) {
      super(response);
    }

    /** The transport asks for the writer after it has set the head and before any event. */
    @Override
    public PrintWriter getWriter() throws IOException {
      PrintWriter writer = super.getWriter();
      String type = getContentType();
      if (type != null && type.startsWith("text/event-stream")) {
        flushBuffer();
      }
      return writer;
    }
  }
}
