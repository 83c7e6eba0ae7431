export type Token = {
  readonly kind: 'word' | 'string' | 'sign' | 'end';
  readonly text: string;
  /** Position in the query, for Jira's "(line 1, character n)". */
  readonly at: number;
};

/** Must be quoted in JQL (support.atlassian.com, "use advanced search": reserved characters). */
const RESERVED = '+;?|*%^$#@{}&`';
const SIGNS = ['!=', '>=', '<=', '!~', '=', '>', '<', '~', '(', ')', ',', '[', ']'];
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '"': '"',
  "'": "'",
  ' ': ' ',
};

export function place(at: number): string {
  return `(line 1, character ${at + 1})`;
}

/** Cuts a query into tokens, or says what Jira would. */
export function tokens(query: string): readonly Token[] | { readonly error: string } {
  const found: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const char = query.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const read = readToken(query, at);
    if ('error' in read) return read;
    found.push(read.token);
    at = read.next;
  }
  return [...found, { kind: 'end', text: '', at }];
}

type Read = { readonly token: Token; readonly next: number } | { readonly error: string };

function readToken(query: string, at: number): Read {
  const char = query.charAt(at);
  if (char === '"' || char === "'") return readString(query, at);
  const sign = SIGNS.find((one) => query.startsWith(one, at));
  if (sign !== undefined) return { token: { kind: 'sign', text: sign, at }, next: at + sign.length };
  if (RESERVED.includes(char)) {
    const code = char.charCodeAt(0).toString(16).padStart(4, '0');
    return {
      error: `Error in the JQL Query: The character '${char}' is a reserved JQL character. You must enclose it in a string or use the escape '\\u${code}' instead. ${place(at)}`,
    };
  }
  const word = /^[^\s=!<>~(),[\]"'+;?|*%^$#@{}&`]+/.exec(query.slice(at))?.[0] ?? '';
  if (word === '')
    return { error: `Error in the JQL Query: The character '${char}' is not expected here. ${place(at)}` };
  return { token: { kind: 'word', text: word, at }, next: at + word.length };
}

function readString(query: string, start: number): Read {
  const quote = query.charAt(start);
  let text = '';
  let at = start + 1;
  while (at < query.length && query.charAt(at) !== quote) {
    const char = query.charAt(at);
    if (char !== '\\') {
      if (char === '\n' || char === '\r')
        return {
          error: `Error in the JQL Query: The quoted string '${text}' has not been completed. ${place(start)}`,
        };
      text += char;
      at += 1;
      continue;
    }
    const unicode = /^\\u([0-9a-f]{4})/i.exec(query.slice(at))?.[1];
    const plain = ESCAPES[query.charAt(at + 1)];
    if (unicode === undefined && plain === undefined) {
      return {
        error: `Error in the JQL Query: '\\${query.charAt(at + 1)}' is an illegal JQL escape sequence. The valid escape sequences are \\', \\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX. ${place(at)}`,
      };
    }
    text += unicode === undefined ? plain : String.fromCharCode(Number.parseInt(unicode, 16));
    at += unicode === undefined ? 2 : 6;
  }
  if (at >= query.length)
    return {
      error: `Error in the JQL Query: The quoted string '${text}' has not been completed. ${place(start)}`,
    };
  return { token: { kind: 'string', text, at: start }, next: at + 1 };
}
