import { describe, expect, it } from 'vitest';
import { ACCOUNTANT, APP, bench, doc, START } from './bench';

describe('rate limits (developer.atlassian.com, rate limiting, 2026)', () => {
  it('allow 100 GET of one endpoint at once, then a token every 10 ms, and other endpoints meanwhile', () => {
    const on = bench();
    const statuses = Array.from({ length: 100 }, () => on.get('/serverInfo').status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const refused = on.get('/serverInfo');
    expect([
      refused.status,
      refused.headers['retry-after'],
      refused.headers['ratelimit-reason'],
      refused.headers['x-ratelimit-limit'],
      refused.headers['x-ratelimit-remaining'],
      refused.headers['x-ratelimit-reset'],
    ]).toEqual([429, '1', 'jira-burst-based', '100', '0', '2026-12-01T08:00:01Z']);
    expect(on.get('/myself').status).toBe(200);
    on.advance(10);
    expect([on.get('/serverInfo').status, on.get('/serverInfo').status]).toEqual([200, 429]);
  });

  it('warn when fewer than a fifth remains', () => {
    const on = bench();
    const near = Array.from({ length: 81 }, () => on.get('/serverInfo').headers['x-ratelimit-nearlimit']);
    expect([near[79], near[80]]).toEqual([undefined, 'true']);
  });

  it('allow 20 writes on one issue in 2 seconds', () => {
    const on = bench();
    const [a, b] = [on.made(), on.made()];
    const write = (key: string) =>
      on.send('POST', `/issue/${key}/comment`, { as: APP, body: { body: doc('x') } });
    const statuses = Array.from({ length: 20 }, () => write(a).status);
    expect(new Set(statuses)).toEqual(new Set([201]));
    const refused = write(a);
    expect([refused.status, refused.headers['ratelimit-reason'], refused.headers['retry-after']]).toEqual([
      429,
      'jira-per-issue-on-write',
      '2',
    ]);
    expect(write(b).status).toBe(201);
    on.advance(1_999);
    expect(write(a).status).toBe(429);
    on.advance(1);
    expect(write(a).status).toBe(201);
  });

  it('allow 100 writes on one issue in 30 seconds', () => {
    const on = bench();
    const key = on.made();
    const write = () =>
      on.send('PUT', `/issue/${key}/properties/n`, { as: ACCOUNTANT, body: on.now() }).status;
    for (let i = 0; i < 100; i++) {
      expect(write()).toBeLessThan(300);
      on.advance(250);
    }
    expect(write()).toBe(429);
    on.advance(30_000 - 100 * 250);
    expect(write()).toBe(200);
  });

  it('count points for the app alone and close at the hard wall until the full hour', () => {
    const on = bench();
    on.made();
    const before = on.jira.points().used;
    on.get('/issue/BUCH-1');
    on.get('/issue/BUCH-1', ACCOUNTANT);
    on.get('/myself');
    expect(on.jira.points().used - before).toBe(2 + 3);
    on.jira.setPointsLimit(on.jira.points().used);
    const refused = on.get('/serverInfo');
    expect([refused.status, refused.headers['ratelimit-reason'], refused.headers['retry-after']]).toEqual([
      429,
      'jira-quota-global-based',
      '3600',
    ]);
    expect(on.get('/serverInfo', ACCOUNTANT).status).toBe(200);
    on.advance(3_600_000 - (START % 3_600_000));
    expect(on.get('/serverInfo').status).toBe(200);
  });
});
