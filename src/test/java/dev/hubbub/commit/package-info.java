@NullMarked
package dev.hubbub.commit;

import org.jspecify.annotations.NullMarked;
