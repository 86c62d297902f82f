using PaymentsServer;

// dotnet run --project samples/PaymentsServer -- --urls http://127.0.0.1:5081
await PaymentsServerApp.Build(args).RunAsync();
