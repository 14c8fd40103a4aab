declare module '*/internal/scope/explanation.js' {
  const module: { explanationOf(callback: object, items: object[]): unknown };
  export default module;
}
