namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The classes that look at the same two snapshots: compiling them takes seconds, looking takes none.</summary>
[CollectionDefinition(Name)]
public sealed class BicepCollection : ICollectionFixture<BicepFixture>
{
    public const string Name = "Bicep";
}
