namespace FuncGateway.Gateway.Endpoints.Admin;

internal sealed record Health(string Status);
