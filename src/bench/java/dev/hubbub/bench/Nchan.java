package dev.hubbub.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** nginx with its module nchan, from the system's packages (Debian: nginx-light, libnginx-mod-nchan), in a folder of its own. */
final class Nchan implements AutoCloseable {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

    private final Process process;
    final int port;

    private Nchan(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether it is installed. */
    static boolean isThere() {
        return nginx().isPresent() && Files.exists(MODULE);
    }

    private static Optional<Path> nginx() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nchan start(Ground ground) throws IOException {
        int port = Ground.freePort();
        Path folder = ground.folder("nginx");
        Files.writeString(folder.resolve("nginx.conf"), """
                load_module %s;
                daemon off;
                %s
                worker_processes auto;
                worker_rlimit_nofile 20000;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 16000; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    tcp_nodelay on;
                    keepalive_requests 1000000;
                    nchan_shared_memory_size 256m;
                    server {
                        listen 127.0.0.1:%d backlog=4096;
                        location = /stream { nchan_subscriber eventsource; nchan_channel_id all; nchan_subscriber_first_message newest; }
                        location = /publish { nchan_publisher; nchan_channel_id all; nchan_message_buffer_length 64; }
                    }
                }
                """.formatted(
                        MODULE, System.getProperty("user.name").equals("root") ? "user root;" : "", port));
        Process process = new ProcessBuilder(
                        nginx().orElseThrow().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "error.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        Nchan nchan = new Nchan(process, port);
        nchan.awaitOpen(folder);
        return nchan;
    }

    /** Resident memory of all its processes, in kilobytes. */
    long memory() throws IOException {
        long sum = 0;
        for (ProcessHandle one : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            sum += Memory.ownOf(one.pid());
        }
        return sum;
    }

    private void awaitOpen(Path folder) throws IOException {
        for (int tried = 0; tried < 200 && process.isAlive(); tried++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                Ground.pause(50);
            }
        }
        close();
        throw new IOException("nginx does not start: " + Files.readString(folder.resolve("output.log")));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
