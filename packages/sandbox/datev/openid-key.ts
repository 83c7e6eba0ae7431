import { createPrivateKey, createPublicKey, createSign } from 'node:crypto';

/** With which the fake signs id tokens. It opens nothing: it exists in this repository only, for this sandbox. */
const KEY = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDL9o1o4u2L4TEL
Zn2kfgF6KGbFQUsLzAnfnIqqKIIyrqLBaWFRCA1/DgnkZOLXIUSqRqsmJidpvoMf
F3R01ZpMW6nolE30inCXbOd8Nnb3FNCs5MLwBH5mc9IJLoVR7PbgJuYp5XyFGtzv
IP60b9I4EY06S77M4+1v+o4iQ7IvYeE981JGK6xUKFyS2de7K9rkZwl1L0ukHa2i
3kpuZP0V4G+L5NAB1nB6UtF8CkWHLAEGphoy3hCcOXP2ek8aI2yI0jgJunNDpKwT
A+e00I+8M5hP/bcynAPPa3S/8mMqStwNjNSpN7+/VAljWLcyyJpjav6ctxZcUbr7
6lkzxb4NAgMBAAECggEAFMp6qrTrIwWfArr9Vr2zd9jTdQsNU9QGM6GY7vR3JSRx
GcccsO5htdBgCMSR7P0Kq1LN0nM0NE7DvfEdoWU+t8bmQHuRoLpV9NGYnSxOHyyj
guREzMOggOAQingQBgRiPAIrFx05/rV4zPVvkUQOyUFcxJMBDZC0XORNBcghyzt/
y43ZPl7AWvSWTJ3u53valvUzF5poNV1DG7Cms/aahSnhlnX6nuEonPljqEYhV+Gz
8j3EZ91FYCcBDywE9EHumbVru+ZGPKaIU2l2YfRngLZj3Pq7CChmn/v91z3fce0/
fkCOSJBK+9FguIXDH0vHiy2pDY1KHdwESnjJR3EEgQKBgQD2OtGwklzOUlZFxJ45
lQtC1sdvF/Mp/dBixsRRwlj0s+Oo9J6XqvEnoKp/bczcBZbvDqYuDwRfBOtFYw3X
BQ61Imivbkwosxo70r8xNxC1QRff3U8zfBqN02iKOv0o4Stom0rB5Vx9mqFj7yBk
lDpDlDfgK+m+M8DA1NT5JB0MTQKBgQDUDmRf4OlWiUkpBOhFGGYQ8UFVKjr4Spol
LGRf7BaDl5AvXXwE15WUB6lBHJlbjpwILhS0pZ2stUbQ+KnVoZZcLDjF43Qv+Rtn
4VGAJ+tx0rtv+ENoh1/ELohQ/6H9Cbu+fzpK+gUBuO1BiYH4Gqkhml34tLsxcvXe
hidWgrlYwQKBgQDvlVvjCwbyWntHd4DdVoCWkJWNKyiXezgAZJcxVoFn2IF0LFEE
EniDrnk3dIcYrveltANOXZ5LNmYWJcOZrHobFVf3GsNP9rVX8D/Ii2PeeW/Zi2U9
G0xbI5FcrvkVhcLPDgs3jwznykWvD0Xdl7z5dIbJwPC2+XRcLLrtkI4TIQKBgGHE
4PJzuCF12o1W/eAdh7F4Ci9B8T5Y5wkMlprDNv4k+w1bhLqWyxgdECQ9E1frQHVl
CZbgZPoj+iqO+37LqY+FtAdI/2C+8avLbtAvl5Y7GsBdLncbM0Q4UBFIS19nBXCn
KDE5ZOWOZZU52PqTEDe1/G2Wplf+MO4P3EM+skYBAoGAUj+eR7ga2IWmIT/Y2zgk
82GC1vDAr3m29oyP49cxzVscjdA/AOhVYGJI43hIzONdtgwvUrG3loh86+eiFgR2
mypP1qqz5Ib51p3u5e9orVFbk6bWuqXwe06yujJtdaC/HIM2ZA2uqNNMr3+d5COS
OA9Cx8VOd7yFaDpvFUeOqNw=
-----END PRIVATE KEY-----
`);
const KEY_ID = 'sandbox-1';

/** DATEV's `/certs`. */
export function publicKeys(): object {
  const { kty, n, e } = createPublicKey(KEY).export({ format: 'jwk' });
  return { keys: [{ kty, n, e, kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
}

export function signed(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(KEY).toString('base64url')}`;
}
