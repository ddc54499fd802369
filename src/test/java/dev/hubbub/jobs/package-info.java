@NullMarked
package dev.hubbub.jobs;

import org.jspecify.annotations.NullMarked;
