package dev.evenkeel.lab;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The functions of a Java source with their sizes, as the compiler reads it.
final class Functions {
    /// A function: the line on which it starts and how many lines it has, comments before it left
    /// out.
    record Function(String name, int line, int lines) {}

    private Functions() {}

    static List<Function> of(String path, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                null,
                                _ -> {},
                                List.of("-proc:none"),
                                null,
                                List.of(file(path, text)));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        var found = new ArrayList<Function>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                var scanner =
                        new TreeScanner<@Nullable Void, @Nullable Void>() {
                            @Override
                            public @Nullable Void visitMethod(
                                    MethodTree method, @Nullable Void unused) {
                                long start = positions.getStartPosition(unit, method);
                                long end = positions.getEndPosition(unit, method);
                                if (start >= 0 && end >= start) {
                                    int first = (int) unit.getLineMap().getLineNumber(start);
                                    int last = (int) unit.getLineMap().getLineNumber(end);
                                    String name = method.getName().toString();
                                    found.add(new Function(name, first, last - first + 1));
                                }
                                return super.visitMethod(method, null);
                            }
                        };
                scanner.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static JavaFileObject file(String path, String text) {
        URI uri = URI.create("string:///" + path.replace('\\', '/'));
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
