using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FuncGateway.LocalHost.Tests;

public sealed class ListeningAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7099", "http://127.0.0.1:7099/")]
    [InlineData("https://[::1]:7099", "https://[::1]:7099/")]
    [InlineData("http://[::]:7099", "http://localhost:7099/")]
    [InlineData("http://0.0.0.0:7099", "http://localhost:7099/")]
    [InlineData("http://+:7099", "http://localhost:7099/")]
    [InlineData("http://unix:/tmp/gateway.sock", null)]
    public void Find_OfWhatIsListenedOn_IsWherePeopleReachIt(string bound, string? address) =>
        Assert.Equal(address, new ListeningAddress(new BoundServer(bound)).Find()?.AbsoluteUri);

    [Fact]
    public void Find_BeforeThePortIsKnown_SaysSo()
    {
        Assert.Throws<InvalidOperationException>(() => new ListeningAddress(new BoundServer("http://127.0.0.1:0")).Find());
        Assert.Throws<InvalidOperationException>(() => new ListeningAddress(new BoundServer()).Find());
    }

    /// <summary>A server that is not started: what it is bound to is given.</summary>
    private sealed class BoundServer : IServer
    {
        public BoundServer(params string[] addresses)
        {
            var feature = new ServerAddressesFeature();
            foreach (var address in addresses)
            {
                feature.Addresses.Add(address);
            }

            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
