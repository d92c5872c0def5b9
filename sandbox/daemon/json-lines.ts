const longestLine = 256 * 1024;

/** Values of a stream that holds one JSON value per line. Throws for a line that is none or is endless. */
export async function* jsonLines(stream: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new Error('a line without end');
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
}
