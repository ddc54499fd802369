package dev.hubbub.intake;

import dev.hubbub.message.Message;

/** What the log answered for a message. */
record Written(Message message, MessageLog.Answer answer) {}
