import edu.hm.hafner.analysis.FileReaderFactory;
import edu.hm.hafner.analysis.Issue;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prints what Jenkins makes of a report: `Jenkins FORMAT FILE`, an issue a line, its fields parted by U+001F. */
public class Jenkins {
    public static void main(String[] arguments) {
        var parser = new ParserRegistry().get(arguments[0]).createParser();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (Issue issue : parser.parse(new FileReaderFactory(Path.of(arguments[1]), StandardCharsets.UTF_8))) {
            out.print(String.join("\u001f", issue.getFileName(), "" + issue.getLineStart(), "" + issue.getColumnStart(),
                issue.getSeverity().getName(), issue.getType(), issue.getMessage().replaceAll("\\R", " ")) + "\n");
        }
    }
}
