namespace FuncGateway.Admin.Http;

internal sealed record Health(string Status);
