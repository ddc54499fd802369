/** Tests of SIP, against Debian's sipp. */
@NullMarked
package dev.hubbub.channel.sip;

import org.jspecify.annotations.NullMarked;
