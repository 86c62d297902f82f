using FuncGateway.LocalHost.Commands;

return HostProgram.Run(args);
