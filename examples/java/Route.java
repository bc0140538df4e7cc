// Who handles this need? From Java 22 on, by its Foreign Function & Memory API, without anything between:
//   java --enable-native-access=ALL-UNNAMED Route.java build/lib/libzhuqi.so routing.csv '{"text": "想要贷款"}'
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

final class Route {
  private final SymbolLookup library;
  private final Arena arena;
  private final MemorySegment err; // zq_error*

  Route(Path library, Arena arena) {
    this.library = SymbolLookup.libraryLookup(library, arena);
    this.arena = arena;
    this.err = arena.allocate(ADDRESS);
  }

  public static void main(String[] arguments) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      String decision = new Route(Path.of(arguments[0]), arena).decide(arguments[1], arguments[2]);
      new PrintStream(System.out, true, StandardCharsets.UTF_8).println(decision);
    }
  }

  String decide(String file, String facts) throws Throwable {
    MethodHandle load = function("zq_table_load", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    MethodHandle decide = function("zq_table_decide", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    MemorySegment path = utf8(file), record = utf8(facts), table = arena.allocate(ADDRESS);
    MemorySegment buffer = arena.allocate(ADDRESS.byteSize() * 2); // zq_buffer: data, len
    check((int) load.invokeExact(path, path.byteSize(), MemorySegment.NULL, 0L, table, err));
    MemorySegment handle = table.get(ADDRESS, 0);
    try {
      check((int) decide.invokeExact(handle, record, record.byteSize(), buffer, err));
      return text(buffer.get(ADDRESS, 0).reinterpret(buffer.get(JAVA_LONG, ADDRESS.byteSize())));
    } finally {
      free("zq_buffer_free", buffer);
      free("zq_table_free", handle);
    }
  }

  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    FunctionDescriptor types = FunctionDescriptor.of(result, arguments);
    return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), types);
  }

  private void free(String name, MemorySegment what) throws Throwable {
    Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), FunctionDescriptor.ofVoid(ADDRESS)).invokeExact(what);
  }

  // A call that failed, as an exception with zhuqi's own words.
  private void check(int status) throws Throwable {
    if (status == 0) return;
    MemorySegment error = err.get(ADDRESS, 0);
    MemorySegment message = (MemorySegment) function("zq_error_message", ADDRESS, ADDRESS).invokeExact(error);
    String why = message.reinterpret(Long.MAX_VALUE).getString(0);
    free("zq_error_free", error);
    throw new IllegalArgumentException(why);
  }

  // Pointer and length cross; no zero byte is needed.
  private MemorySegment utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = arena.allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length);
    segment.copyFrom(MemorySegment.ofArray(bytes));
    return segment;
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
