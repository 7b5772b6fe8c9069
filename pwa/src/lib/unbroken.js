/**
 * Words that come from the server, for a screen: a number stays with its unit, a sign with the word before it.
 */

/** @param {string} text */
export const unbroken = (text) =>
  text
    .replace(/ (?=[:;?!»%])/gu, '\u00a0')
    .replace(/« /gu, '«\u00a0')
    .replace(/(?<=\d[ \u00a0]h) (?=\d\d)/gu, '\u00a0')
    .replace(/(?<=(?:^|[\s(])[\d,.½¼¾]*[\d½¼¾]) (?=[\p{L}½¼¾µ%])/gu, '\u00a0');
