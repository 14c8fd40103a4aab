// Server-sent events out of a body, as the HTML standard has them: a blank line ends one.
export interface ServerEvent {
  name: string;
  data: string;
}

export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pieces: string[] = [];  // A batch may come in many pieces: joined only when its end is there.
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      let text = decoder.decode(value, { stream: true });
      if (pieces.length > 0 && text.startsWith('\n')) {
        text = pieces.pop()! + text;  // The blank line may be cut in two.
      }
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        pieces.push(text.slice(0, end));
        const event = parse(pieces.join(''));
        pieces = [];
        if (event !== undefined) yield event;
      }
      if (text !== '') pieces.push(text);
    }
  } finally {
    reader.releaseLock();
  }
}

function parse(text: string): ServerEvent | undefined {
  let name = 'message';
  const data: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
  return data.length > 0 ? { name, data: data.join('\n') } : undefined;
}
