/** The HTTP server, asked over real HTTP: {@link dev.hubbub.web.TestServer} is the server, {@link dev.hubbub.web.Ask} asks it. */
@NullMarked
package dev.hubbub.web;

import org.jspecify.annotations.NullMarked;
