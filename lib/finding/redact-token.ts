import { redacted } from './redacted.ts';
import { hideAfter, wordEnd } from './secret-end.ts';

/** Hides what is a secret by its own looks: bearer tokens, JWTs, vendors' tokens, private keys, AWS secret keys. */
export function redactTokens(text: string): string {
  let out = text.includes('PRIVATE KEY') ? hideAfter(text, privateKey, keyEnd) : text;
  out = hideAfter(out, scheme, schemeEnd);
  out = out.replace(vendorToken, redacted);
  if (out.includes('eyJ')) out = out.replace(dottedRun, withoutJwt);
  return out.replace(keyRun, run => (isAwsSecret(run) ? redacted : run));
}

const privateKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const scheme = /\b(?:bearer|basic|negotiate)\s{1,8}(?=[\w.~+/=-]{8})/gi;
const vendorToken =
  /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|rk_live_|sk-|npm_|AIza|hvs\.|dop_v1_|SG\.)[\w.-]{16,}/g;
const dottedRun = /[\w.~-]{24,}/g;
const keyRun = /[A-Za-z0-9/+]{40,}/g;

function keyEnd(text: string, from: number): number {
  const end = text.indexOf('-----END', from);
  return end < 0 ? text.length : end;
}

/** "Basic authentication" is prose; a credential of lower-case letters alone is not what encoders make. */
function schemeEnd(text: string, from: number): number {
  return /^[a-z]{8,32}\b/.test(text.slice(from, from + 40)) && !/[=.\d]/.test(text[from + 8] ?? '')
    ? from
    : wordEnd(text, from);
}

function withoutJwt(run: string): string {
  const start = run.indexOf('eyJ');
  return start >= 0 && run.indexOf('.', start + 8) > 0 ? run.slice(0, start) + redacted : run;
}

/** 40 characters of base64 that are no hash in hex and no path. */
function isAwsSecret(run: string): boolean {
  if (run.length !== 40 || /^[0-9a-fA-F]+$/.test(run)) return false;
  const slashes = run.split('/').length - 1;
  // Of a thousand secrets four have as many slashes; of paths, most.
  if (slashes > 3 || (run.startsWith('/') && slashes > 2)) return false;
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9/+]/.test(run);
}
