/** An answer as the app's code sees it. Settles on microtasks alone, which the stream-based Response of Node does not. */
import { STATUS_CODES } from 'node:http';
import type { WireAnswer } from './wire';

type Answer = Extract<WireAnswer, { readonly kind: 'answer' }>;

export class WireResponse {
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
  readonly type = 'basic';
  bodyUsed = false;
  readonly #answer: Answer;
  #headers: Headers | undefined;

  constructor(answer: Answer, url: string, redirected = false) {
    this.#answer = answer;
    this.status = answer.status;
    this.statusText = STATUS_CODES[answer.status] ?? '';
    this.ok = answer.status >= 200 && answer.status < 300;
    this.url = url;
    this.redirected = redirected;
  }
  get headers(): Headers {
    this.#headers ??= new Headers({ ...this.#answer.headers });
    return this.#headers;
  }
  get body(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.bodyUsed = true;
        controller.enqueue(this.#bytes());
        if (this.#answer.cut) controller.error(terminated());
        else controller.close();
      },
    });
  }
  async text(): Promise<string> {
    this.#use();
    const { body } = this.#answer;
    return typeof body === 'string' ? body : new TextDecoder().decode(body);
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    this.#use();
    const bytes = this.#bytes();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }
  async bytes(): Promise<Uint8Array> {
    this.#use();
    return this.#bytes();
  }
  async blob(): Promise<Blob> {
    this.#use();
    return new Blob([new Uint8Array(this.#bytes())], { type: this.headers.get('content-type') ?? '' });
  }
  clone(): WireResponse {
    if (this.bodyUsed) throw new TypeError('Response.clone: Body has already been consumed.');
    return new WireResponse(this.#answer, this.url, this.redirected);
  }
  #use(): void {
    if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read');
    this.bodyUsed = true;
    if (this.#answer.cut) throw terminated();
  }
  #bytes(): Uint8Array {
    const { body } = this.#answer;
    return typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body);
  }
}

function terminated(): TypeError {
  return new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  });
}
