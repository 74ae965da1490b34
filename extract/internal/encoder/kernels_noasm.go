package encoder

const hasAssembly = false

var assembly = portable
