package dev.hubbub.web;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The usual words for HTTP statuses (RFC 9110 section 15, RFC 6585). */
final class Titles {
    private Titles() {}

    static String of(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
