-- Dies as by kill -9 at one moment of handling a message whose text names that moment.
local raise = require "util.signal".raise;

local function dies(text)
    return function (event)
        if event.stanza:get_child_text("body") == text then
            raise("SIGKILL");
        end
    end
end

-- mod_mam and mod_muc_mam write at priority 0; what comes after that runs below it
for _, kind in ipairs({ "bare", "full" }) do
    module:hook("pre-message/" .. kind, dies("die when the sender's archive has it"), -0.5);
    module:hook("message/" .. kind, dies("die when both archives have it"), -0.5);
end
module:hook("muc-add-history", dies("die when the room's archive has it"), -0.5);
