package dev.hubbub.store.postgres;

/** What the hub's own server is told at each start. */
final class ServerSettings {
    /** Who may connect: from this machine, with the password. */
    static final String ACCESS = """
            # written by the hub at each start
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private ServerSettings() {}

    /** The text of {@code postgresql.conf}. What makes a commit durable stands after everything else. */
    static String of(int port) {
        return """
                # Written by the hub at each start. Settings of your own go into local.conf beside this file.
                shared_buffers = 256MB
                work_mem = 16MB
                maintenance_work_mem = 128MB
                max_connections = 100
                jit = off
                max_parallel_workers_per_gather = 0
                wal_compression = on
                max_wal_size = 4GB
                min_wal_size = 256MB
                checkpoint_timeout = 15min
                checkpoint_completion_target = 0.9
                autovacuum_naptime = 15s
                random_page_cost = 1.1
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                logging_collector = on
                log_directory = 'log'
                log_filename = 'postgresql-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = 1d
                log_rotation_size = 0
                log_error_verbosity = terse
                log_min_error_statement = panic
                log_checkpoints = off

                include_if_exists = 'local.conf'

                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                """.formatted(port);
    }
}
