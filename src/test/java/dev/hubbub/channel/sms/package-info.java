/** Tests of text messages: tables for what has exact limits, and an SMSC of jsmpp's server side as the peer. */
@NullMarked
package dev.hubbub.channel.sms;

import org.jspecify.annotations.NullMarked;
