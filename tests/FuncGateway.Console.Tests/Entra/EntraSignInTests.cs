using System.Text.Json.Nodes;
using FuncGateway.Testing.Azurite;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Console.Tests.Entra;

public sealed class EntraSignInTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("entra");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task SignIn_WithEntra_Scenario_Passes(string name)
    {
        await using var issuer = await EntraIssuer.StartAsync();
        var settings = new JsonObject { ["origins"] = new JsonArray(issuer.Origin) };
        await Scenario.RunAsync(
            azurite,
            "entra",
            name,
            settings,
            TrustCertificate,
            $"--FuncGateway:Entra:TenantId={issuer.Tenant}",
            $"--FuncGateway:Entra:Audience={issuer.ClientId}",
            $"--FuncGateway:Entra:Authority={issuer.Authority}");
    }

    // The issuer's certificate is its own. What it publishes is still checked as always.
    private static void TrustCertificate(IServiceCollection services) => services.Configure<JwtBearerOptions>("Entra", options =>
        options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
}
