using JobsServer;

// dotnet run --project samples/JobsServer -- --urls http://127.0.0.1:5080
await JobsServerApp.Build(args, new JobsServerOptions()).RunAsync();
