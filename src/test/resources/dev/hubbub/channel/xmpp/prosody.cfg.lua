-- A Prosody for tests: loopback, one folder, nothing of the machine's own configuration.
run_as_root = true
daemonize = false
pidfile = "@FOLDER@/prosody.pid"
data_path = "@FOLDER@/data"
plugin_paths = { "@FOLDER@/modules" }
log = { { levels = { min = "info" }, to = "file", filename = "@FOLDER@/prosody.log" } }
interfaces = { "127.0.0.1" }
c2s_ports = { @PORT@ }
s2s_ports = {}
http_ports = { @HTTP@ }
http_interfaces = { "127.0.0.1" }
https_ports = {}
modules_enabled = {
    "roster"; "saslauth"; "tls"; "disco"; "ping"; "time"; "version"; "carbons"; "smacks"; "offline"; "posix"; "faults"; @ARCHIVES@
}
modules_disabled = { "s2s" }
authentication = "internal_plain"
storage = "internal"
c2s_require_encryption = true
certificates = "@FOLDER@"
ssl = { certificate = "@CERTIFICATE@"; key = "@KEY@" }
archive_expires_after = "never"
smacks_hibernation_time = 30

VirtualHost "localhost"

Component "conference.localhost" "muc"
    modules_enabled = { "faults"; @ROOM_ARCHIVES@ }
    muc_room_locking = false
    muc_room_default_persistent = true
    muc_log_by_default = true
    max_history_messages = 100
    max_archive_query_results = 50

Component "upload.localhost" "http_file_share"
    http_host = "127.0.0.1"
    http_external_url = "http://127.0.0.1:@HTTP@/"
    http_file_share_size_limit = 1048576
