package dev.hubbub.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What became of a text with a file on its way from each network to each other. */
record Matrix(List<Cell> cells) {
    Matrix {
        cells = List.copyOf(cells);
    }

    /** What became of one. */
    private record Cell(Net from, Net to, String text, String file, String state) {
        /** What is known to become of it. */
        private Cell expected() {
            String carried = !from.can(Can.FILE) ? "none" : to.can(Can.FILES) ? "attached" : "named";
            return new Cell(from, to, "whole", carried, Everywhere.done(to));
        }

        @Override
        public String toString() {
            return "%-8s -> %-8s %s, %s, %s".formatted(from, to, text, file, state);
        }
    }

    static String says(Net from) {
        return "matrix from " + from + ": Grüße 🚀 <&> https://example.org/a?b=c&d";
    }

    static Matrix of(Everywhere all) throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (Net from : all.nets) {
            JsonNode message = all.arrived(from, "matrix from " + from + ":");
            for (Net to : all.nets) {
                if (to != from && to.isSpokenTo()) {
                    String state = all.awaitState(message.path("id").asText(), to, Everywhere.done(to))
                            .path("state")
                            .asText();
                    cells.add(cell(from, to, state));
                }
            }
        }
        return new Matrix(cells);
    }

    private static Cell cell(Net from, Net to, String state) throws Exception {
        Seen seen = Everywhere.shown(to, "matrix from " + from + ":");
        String text = seen.has(says(from)) ? "whole" : "changed";
        String file = seen.files().contains(Hears.FILE) ? "attached" : isNamed(to, seen) ? "named" : "none";
        return new Cell(from, to, text, file, state);
    }

    /** Where a text goes out in lines or pieces, the file's name may be in the next one. */
    private static boolean isNamed(Net to, Seen seen) throws Exception {
        List<Seen> all = to.seen();
        int next = all.indexOf(seen) + 1;
        return seen.has(Hears.FILE)
                || (to.longest() > 0
                        && next < all.size()
                        && all.get(next).has(Hears.FILE)
                        && !all.get(next).has("matrix from"));
    }

    /** What is otherwise than is known. */
    List<Cell> surprises() {
        return cells.stream().filter(cell -> !cell.equals(cell.expected())).toList();
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("any to any: text, file, receipt\n");
        cells.forEach(cell -> table.append(cell).append('\n'));
        return table.toString();
    }
}
