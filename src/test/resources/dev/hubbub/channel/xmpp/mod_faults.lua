-- Moments that are hard to meet: texts of which the server dies or falls silent, rooms of which it says something else when first asked.
local raise = require "util.signal".raise;
local st = require "util.stanza";

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

local asked = {};
module:hook("iq-get/bare/http://jabber.org/protocol/disco#info:query", function (event)
    local to = event.stanza.attr.to or "";
    if not asked[to] and (to:find("^unknown%-") or to:find("^busy%-")) then
        asked[to] = true;
        local unknown = to:find("^unknown%-");
        event.origin.send(st.error_reply(event.stanza, unknown and "cancel" or "wait",
            unknown and "item-not-found" or "resource-constraint"));
        return true;
    end
end, 1000);

local silent = false;
module:hook("pre-message/bare", function (event)
    silent = silent or event.stanza:get_child_text("body") == "answer no ping after this";
end, -0.5);
module:hook("iq-get/host/urn:xmpp:ping:ping", function ()
    return silent or nil;
end, 1000);
