-- Prosody for the hub: one domain, rooms with an archive, TLS from the generated certificate.
modules_enabled = {
  "roster"; "saslauth"; "tls"; "dialback"; "disco"; "carbons"; "pep"; "ping"; "time"; "version"; "mam"; "smacks"; "register";
}
allow_registration = false
c2s_require_encryption = true
authentication = "internal_hashed"
storage = "internal"
log = { info = "*console" }
certificates = "/etc/prosody/certs"

VirtualHost "chat.internal"

Component "rooms.chat.internal" "muc"
  modules_enabled = { "muc_mam" }
  muc_room_locking = false
  muc_room_default_persistent = true
