using AzureStandIn;

// Started as "az …" or "azd …" by two scripts on the PATH of a hook. Everything it knows is in one file.
var file = Environment.GetEnvironmentVariable("AZURE_STAND_IN_STATE") ?? throw new InvalidOperationException("AZURE_STAND_IN_STATE must name the file with the state.");
return new StandIn(new StateFile(file), Console.Out, Console.Error).Run(args);
