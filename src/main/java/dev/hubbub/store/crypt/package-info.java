/**
 * What keeps people's words from those who get at the disk or a dump: {@link dev.hubbub.store.crypt.Crypt} encrypts
 * and decrypts cells and hashes words for the search; {@link dev.hubbub.store.crypt.KeySource} is where its keys come
 * from.
 */
@NullMarked
package dev.hubbub.store.crypt;

import org.jspecify.annotations.NullMarked;
