using FuncGateway.Cli;
using FuncGateway.Cli.Output;

return await FgwProgram.RunAsync(args, CliEnvironment.OfProcess(Terminal.OfProcess()));
