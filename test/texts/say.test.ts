import { describe, expect, it } from 'vitest';
import { isText, say, sayWith } from '../../src/texts/say';

describe('a text', () => {
  it('takes what its places need and nothing else, or does not compile', () => {
    expect(say('looker.too-many-connections.title', 'de', { most: 10 })).toBe(
      'Mehr als 10 Looker-Verbindungen sind nicht möglich.',
    );
    expect(say('looker.token.title', 'en')).toBe('Looker asks for a new login.');
    // @ts-expect-error a value is missing
    expect(say('looker.too-many-connections.title', 'de')).toContain('–');
    // @ts-expect-error a value of another name
    expect(say('looker.too-many-connections.title', 'de', { many: 10 })).toContain('–');
    // @ts-expect-error a value too many
    expect(say('looker.too-many-connections.title', 'de', { most: 10, many: 1 })).toContain('10');
    // @ts-expect-error a value where nothing is open
    expect(say('looker.token.title', 'en', { most: 10 })).toContain('login');
    // @ts-expect-error no such text
    expect(say('looker.tokens.title', 'en')).toBe('looker.tokens.title');
  });

  it('counts by language and shows a dash for what is missing', () => {
    const about = { most: 1_234_567 };
    expect(say('looker.too-many-connections.title', 'de', about)).toContain('1.234.567');
    expect(say('looker.too-many-connections.title', 'en', about)).toContain('1,234,567');
    expect(sayWith('looker.not-approved.title', 'en', { host: '' })).toContain('to – is');
    expect(sayWith('looker.not-approved.title', 'en', { host: '2024' })).toContain('to 2024 is');
    expect(sayWith('looker.not-approved.title', 'en', { host: '{most}' })).toContain('to {most} is');
  });

  it('is known by its key, and by nothing that every object has', () => {
    expect(isText('looker.token.title')).toBe(true);
    expect(['toString', 'looker.token', ''].map(isText)).toEqual([false, false, false]);
  });
});
