export const order = ['values.mjs runs'];
export const value = 42;
