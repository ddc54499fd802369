/**
 * The parsers that are built in: each reads a message before it is stored, and may change or tag it.
 *
 * <p>{@link dev.hubbub.parser.TextNormaliser} goes first and makes the text well-formed; {@link
 * dev.hubbub.parser.KeywordTagger} turns words into tags; {@link dev.hubbub.parser.RecordRecogniser} finds records the hub
 * knows of, asking {@link dev.hubbub.parser.Records}. What they look for stands in {@code config/keywords.yaml} and {@code
 * config/resources}; {@link dev.hubbub.parser.ParserFolders} watches both. Other parsers are route files {@code from:
 * hub:parser/NAME}.
 */
@NullMarked
package dev.hubbub.parser;

import org.jspecify.annotations.NullMarked;
